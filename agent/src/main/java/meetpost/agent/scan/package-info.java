/** What is wired to a board: asking its buses, knowing the parts of this field, telling people. */
package meetpost.agent.scan;
