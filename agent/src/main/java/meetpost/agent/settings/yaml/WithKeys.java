package meetpost.agent.settings.yaml;

/** A type that may be, or hold, groups of keys. */
interface WithKeys {

    /** For the documentation. */
    Group keys();
}
