/** The names of all topics, built from settings. */
package meetpost.agent.topic;
