/** A board that exists in this process only, with everything on it that settings speak of. */
package meetpost.simulator;
