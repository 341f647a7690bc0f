/** Smart meters, from their P1 port to samples. */
package meetpost.agent.p1;
