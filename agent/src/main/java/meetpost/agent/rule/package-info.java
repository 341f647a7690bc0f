/** Rules: what they see, what they want, and what persons tell them. */
package meetpost.agent.rule;
