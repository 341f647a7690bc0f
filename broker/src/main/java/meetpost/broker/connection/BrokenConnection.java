package meetpost.broker.connection;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** Why a connection broke, in words for a line of the log. */
final class BrokenConnection {

    private BrokenConnection() {}

    /** RFC 6455 section 7.4.1, status 1009. */
    static boolean isFrameTooLarge(Throwable failure) {
        return failure instanceof CorruptedWebSocketFrameException frame
                && frame.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
    }

    static String inWords(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable reason = failure instanceof DecoderException && cause != null ? cause : failure;
        if (reason instanceof NotSslRecordException) {
            // Its own text is what the client sent, its password with it.
            return "it does not speak TLS, and this listener speaks nothing else";
        }
        if (reason instanceof SSLException) {
            return "no TLS could be agreed on: " + reason.getMessage();
        }
        return reason instanceof IOException
                ? "the connection broke: " + reason.getMessage()
                : reason.toString();
    }
}
