/** What lies on a broker that was ours and that no living board has any more. */
package meetpost.agent.clean;
