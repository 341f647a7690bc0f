/** Times of the day in a zone, by the clock and by the sun. */
package meetpost.agent.calendar;
