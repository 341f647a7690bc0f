/** The page, and the small web server that others of the program answer on too. */
package meetpost.agent.dashboard;
