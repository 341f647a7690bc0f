package meetpost.agent.notify;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes the body of an answer and keeps nothing of it; one that is too large it does not take. */
final class BoundedBody implements BodySubscriber<Void> {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    private long left;

    /** It has more bytes than it may. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param most bytes
     */
    BoundedBody(int most) {
        left = most;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscribed.complete(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        for (ByteBuffer each : bytes) {
            left -= each.remaining();
        }
        if (left < 0) {
            var unused = subscribed.thenAccept(Subscription::cancel);
            done.completeExceptionally(new TooLargeException());
        }
    }

    @Override
    public void onError(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
