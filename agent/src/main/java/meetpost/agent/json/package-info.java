/** The one way in for JSON that somebody else wrote. */
package meetpost.agent.json;
