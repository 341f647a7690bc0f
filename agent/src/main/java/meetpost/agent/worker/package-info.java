/** Threads that take turns. */
package meetpost.agent.worker;
