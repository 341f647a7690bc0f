/** What a log line looks like. */
package meetpost.agent.log;
