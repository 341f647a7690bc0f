/** Time that flows faster than life, and the same in each run. */
package meetpost.simulator.time;
