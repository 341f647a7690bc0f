/** What our own broker holds for its clients, for those who look after it. */
package meetpost.agent.inventory;
