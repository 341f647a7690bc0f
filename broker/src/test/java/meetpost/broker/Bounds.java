package meetpost.broker;

import java.time.Duration;

/** The default limits but for some. */
final class Bounds {

    private Limits limits = Limits.defaults();

    Limits limits() {
        return limits;
    }

    Bounds connections(int value) {
        limits =
                new Limits(
                        value,
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds packetBytes(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        value,
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds inflight(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        value,
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds queueMessages(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        value,
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds queueBytes(long value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        value,
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds sessions(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        value,
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds subscriptions(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        value,
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds topicLevels(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        value,
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds retainedMessages(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        value,
                        limits.retainedBytes(),
                        limits.connectTime(),
                        limits.stalledReader());
        return this;
    }

    Bounds connectTime(Duration value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        value,
                        limits.stalledReader());
        return this;
    }

    Bounds stalledReader(Duration value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.packetBytes(),
                        limits.inflight(),
                        limits.queueMessages(),
                        limits.queueBytes(),
                        limits.allQueuesBytes(),
                        limits.sessions(),
                        limits.subscriptions(),
                        limits.topicLevels(),
                        limits.retainedMessages(),
                        limits.retainedBytes(),
                        limits.connectTime(),
                        value);
        return this;
    }
}
