/**
 * Ways to other brokers. An upstream bridge has a link at each end and one or two directions
 * between them, each with an outbox; one to The Things Network has a link there and publishes here
 * through the agent's own. None of it is waited for by anything else.
 */
package meetpost.agent.bridge;
