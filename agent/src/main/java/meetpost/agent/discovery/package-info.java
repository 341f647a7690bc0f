/** How Home Assistant finds what is on a board. */
package meetpost.agent.discovery;
