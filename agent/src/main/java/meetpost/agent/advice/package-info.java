/** Lines to type, and what must be known of this machine for each to work where it is printed. */
package meetpost.agent.advice;
