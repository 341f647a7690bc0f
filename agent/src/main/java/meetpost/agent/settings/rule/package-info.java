/** Rules as settings have them: by what outputs are governed, and what that looks at. */
package meetpost.agent.settings.rule;
