/**
 * The program: its process ({@code Main}), and an agent wired together from all of the packages
 * below ({@code Agent}).
 */
package meetpost.agent;
