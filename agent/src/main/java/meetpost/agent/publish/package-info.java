/** What the agent tells a broker: presence, states, readings, backlog and answers, in order. */
package meetpost.agent.publish;
