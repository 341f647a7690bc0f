/** Tells people of alarms, by services of the internet, with manners. */
package meetpost.agent.notify;
