/** What the agent has counted and how it is, for programs that ask over HTTP. */
package meetpost.agent.metrics;
