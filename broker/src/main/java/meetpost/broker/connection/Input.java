package meetpost.broker.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import meetpost.broker.budget.Holding;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.FixedHeader;
import meetpost.broker.packet.Frame;
import meetpost.broker.packet.PacketSize;
import meetpost.broker.settings.Limit;

/** What comes in from one client, cut into packets. Confined to the event loop. */
final class Input {

    /** Nodes of the subscriptions' tree that one client's packets may cost in a turn. */
    private static final int TURN = 2_000;

    private final ConnectionContext context;
    private final Connection connection;
    private final ClientProtocol conversation;
    private final EventLoop loop;
    private final PacketSize size;
    private final PartialPacket partial;
    private boolean waiting;
    private boolean gaveWay;
    private long lastReceived;

    Input(
            ConnectionContext context,
            Connection connection,
            ClientProtocol conversation,
            Channel channel,
            Holding holding) {
        this.context = context;
        this.connection = connection;
        this.conversation = conversation;
        this.loop = channel.eventLoop();
        this.size = new PacketSize(context.limits());
        this.partial = new PartialPacket(channel.alloc(), holding);
        this.lastReceived = context.now();
    }

    /** When a whole packet last came, by {@link System#nanoTime}. */
    long lastReceived() {
        return lastReceived;
    }

    boolean waiting() {
        return waiting;
    }

    /** Takes no further packet until {@link #proceed}. */
    void await() {
        waiting = true;
    }

    void proceed() {
        waiting = false;
        if (isOver()) {
            return;
        }
        if (partial.isThere()) {
            context.halfPackets().isOver(connection);
            packets(partial.bytes());
            shrink();
            offer();
        }
    }

    /** While its packets are dealt with, nothing of it may give way. */
    private void offer() {
        if (partial.isThere()) {
            context.halfPackets().grows(connection);
        }
    }

    /** Keeps what is no whole packet, of {@code in} nothing else. */
    void received(ByteBuf in) {
        if (isOver()) {
            return;
        }
        try {
            if (partial.isThere()) {
                context.halfPackets().isOver(connection);
            }
            while (takesPackets() && partial.isThere() && in.isReadable()) {
                keep(in, Math.min(partial.missing(), in.readableBytes()));
                packets(partial.bytes());
                shrink();
            }
            packets(in);
            if (!isOver() && in.isReadable()) {
                keep(in, in.readableBytes());
            }
            offer();
        } catch (ProtocolException e) {
            failed(e);
        }
    }

    private boolean isOver() {
        return gaveWay || connection.closing();
    }

    private boolean takesPackets() {
        return !waiting && !isOver();
    }

    private void keep(ByteBuf in, int length) throws ProtocolException {
        if (!partial.take(in, length)) {
            throw full(
                    "there is no room for more of its packet, of which %s bytes have come"
                            .formatted(partial.bytes().readableBytes()));
        }
    }

    /** Others need the room that its half packet takes: the connection is closed in its turn. */
    void giveWay() {
        gaveWay = true;
        int length = partial.bytes().readableBytes();
        release();
        loop.execute(
                () ->
                        failed(
                                full(
                                        "others need the room that %s bytes of its packet take"
                                                .formatted(length))));
    }

    private static ProtocolException full(String text) {
        return ProtocolException.reached(Limit.BUFFERS_SIZE, Reason.QUOTA_EXCEEDED, text);
    }

    private void failed(ProtocolException e) {
        context.counters().malformed += e.bound() == null ? 1 : 0;
        conversation.failed(e);
    }

    private void shrink() {
        if (isOver()) {
            partial.release();
        } else {
            partial.shrink();
        }
    }

    /** Takes every whole packet. The clock is read once for all of them. */
    private void packets(ByteBuf in) {
        int before = in.readerIndex();
        long turn = context.register().tree().examined() + TURN;
        try {
            while (takesPackets() && in.isReadable()) {
                int start = in.readerIndex();
                conversation.requireExpected(in.getUnsignedByte(start));
                int length = FixedHeader.remainingLength(in, start + 1);
                if (length < 0) {
                    break;
                }
                int body = start + 1 + Frame.varintLength(length);
                size.require(length, conversation.established());
                if (in.writerIndex() - body < length) {
                    break;
                }
                conversation.packet(in, start, body, body + length);
                context.store().mayWrite();
                in.readerIndex(body + length);
                if (context.register().tree().examined() > turn && takesPackets()) {
                    letOthersGo();
                }
            }
        } catch (ProtocolException e) {
            failed(e);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            conversation.end(Reason.UNSPECIFIED, "a fault of this broker: " + e);
        }
        if (in.readerIndex() > before) {
            lastReceived = context.now();
        }
    }

    /** Where its messages go was much work to find out: others have their turn first. */
    private void letOthersGo() {
        connection.await();
        // Not as a task of this round: of those many follow each other before a socket is read.
        var unused = connection.schedule(connection::proceed, Duration.ofNanos(1));
    }

    /** The connection is gone, or its packet. */
    void release() {
        partial.release();
        context.halfPackets().isOver(connection);
    }
}
