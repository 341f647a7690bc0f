/**
 * A settings file becomes values of {@code meetpost.agent.settings}, or all of its problems at
 * once.
 */
package meetpost.agent.settings.yaml;
