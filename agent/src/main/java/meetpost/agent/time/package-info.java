/** The monotonic clock that everything runs on, and durations as people write them. */
package meetpost.agent.time;
