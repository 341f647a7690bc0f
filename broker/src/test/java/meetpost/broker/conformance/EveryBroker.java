package meetpost.broker.conformance;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.AssertionFailedError;

/** Holds each {@link Conversation} with each {@link Brand} of broker. */
final class EveryBroker implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        return Stream.of(Brand.values()).map(Visit::new);
    }

    private record Visit(Brand brand) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return brand.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Host(brand), new KnownDeviations(brand));
        }
    }

    /** Starts the broker, and stops it after the test. */
    private record Host(Brand brand) implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Peer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            House house = context.getRequiredTestMethod().getAnnotation(Conversation.class).value();
            Peer peer = brand.start(house);
            brand.deviations()
                    .reason(context.getRequiredTestMethod())
                    .ifPresent(reason -> peer.deviates());
            context.getStore(Namespace.create(EveryBroker.class)).put(Peer.class, peer);
            return peer;
        }
    }

    /**
     * A deviation that is listed has to show: a list that is longer than the truth is wrong too.
     */
    private record KnownDeviations(Brand brand) implements InvocationInterceptor {

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            Optional<String> reason = brand.deviations().reason(method.getExecutable());
            if (reason.isEmpty()) {
                invocation.proceed();
                return;
            }
            try {
                invocation.proceed();
            } catch (AssertionFailedError asListed) {
                return;
            }
            if (brand.deviations().binding()) {
                throw new AssertionFailedError(
                        "%s passed, and is listed as deviating: %s".formatted(brand, reason.get()));
            }
        }
    }
}
