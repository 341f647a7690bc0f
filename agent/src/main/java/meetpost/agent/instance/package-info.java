/**
 * How the programs of one machine find each other, ask each other, and keep out of each other's
 * way.
 */
package meetpost.agent.instance;
