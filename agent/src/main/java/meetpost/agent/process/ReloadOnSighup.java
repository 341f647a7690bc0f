package meetpost.agent.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.tinylog.Logger;

/**
 * SIGHUP, which the JDK gives to programs by {@code sun.misc.Signal} only. That class is in every
 * JDK (module jdk.unsupported), but the compiler warns of its very name, and that warning cannot be
 * switched off: so it is found by name.
 */
public final class ReloadOnSighup {

    private ReloadOnSighup() {}

    /** From now on the signal does not end the process. */
    public static void raises(ReloadSignal reload) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler raise =
                    (proxy, method, args) -> {
                        reload.raise();
                        return proxy;
                    };
            Object sighup = signal.getConstructor(String.class).newInstance("HUP");
            Object raiser =
                    Proxy.newProxyInstance(
                            ReloadOnSighup.class.getClassLoader(), new Class<?>[] {handler}, raise);
            signal.getMethod("handle", signal, handler).invoke(null, sighup, raiser);
        } catch (ReflectiveOperationException e) {
            Logger.warn("SIGHUP will end this program, for this Java has no {}", e.getMessage());
        }
    }
}
