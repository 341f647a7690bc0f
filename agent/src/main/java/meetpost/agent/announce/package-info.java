/**
 * What this board has announced, retained, and to whom that is known: so that it can be withdrawn
 * when its thing is gone.
 */
package meetpost.agent.announce;
