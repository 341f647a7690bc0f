/** The life-cycle of outputs, on a monotonic clock. */
package meetpost.agent.output;
