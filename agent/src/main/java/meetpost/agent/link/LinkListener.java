package meetpost.agent.link;

/** Is told how the link is. Must not block. */
public interface LinkListener extends MessageListener {

    /** A session stands. What it will subscribe to may come before {@link #up}. */
    default void opened() {}

    /**
     * A session stands, and its subscriptions are on their way.
     *
     * @param uplink works until {@link #down}
     */
    void up(PublishChannel uplink);

    /** No session could be made, for another reason than last time. */
    default void problem(LinkProblem why) {}

    /** The session is over. What the broker has not acknowledged will not be. */
    void down();
}
