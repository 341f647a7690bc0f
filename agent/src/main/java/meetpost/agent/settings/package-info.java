/** From a settings file to records that are valid, or to all of its problems at once. */
package meetpost.agent.settings;
