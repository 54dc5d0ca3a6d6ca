// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import dev.mainstay.security.MemberAdmission.Refusal;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Lets only members call, by what the state says now: a removed member's connection is of no use
 * from the next message on, though it stays open.
 */
public final class MemberInterceptor implements ServerInterceptor {
    /** The member that calls; set in every call that needs one. */
    public static final Context.Key<MemberIdentity> CALLER = Context.key("mainstay-member");

    /** In the trailers of a refusal that is for ever: the id of the member that was removed. */
    private static final Metadata.Key<String> REMOVED =
            Metadata.Key.of("mainstay-removed", Metadata.ASCII_STRING_MARSHALLER);

    private final TlsContexts tls;
    private final Set<String> openToAll;

    /**
     * @param openToAll full names ({@code package.Service/Method}) of the methods that strangers
     *     may call, because they bring another proof: Join with a token, and the end of a
     *     generation
     */
    public MemberInterceptor(TlsContexts tls, Set<String> openToAll) {
        this.tls = tls;
        this.openToAll = Set.copyOf(openToAll);
    }

    /** Whether a call failed because its receiver's state holds that the caller was removed. */
    public static boolean saysRemoved(Throwable failure) {
        Metadata trailers = Status.trailersFromThrowable(failure);
        return trailers != null && trailers.containsKey(REMOVED);
    }

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        if (openToAll.contains(call.getMethodDescriptor().getFullMethodName())) {
            return next.startCall(call, headers);
        }
        Optional<X509Certificate> certificate = certificate(call);
        if (certificate.isEmpty()) {
            call.close(
                    Status.UNAUTHENTICATED.withDescription(
                            "this call needs the certificate of a member of the cluster"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        Optional<Refusal> refused = tls.refusal(certificate.get());
        if (refused.isPresent()) {
            close(call, refused.get(), certificate.get());
            return new ServerCall.Listener<>() {};
        }
        MemberIdentity caller = MemberIdentity.of(certificate.get()).orElseThrow();
        Context context = Context.current().withValue(CALLER, caller);
        return new RecheckingListener<>(
                call, certificate.get(), Contexts.interceptCall(context, call, headers, next));
    }

    private static Optional<X509Certificate> certificate(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return Optional.empty();
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Long streams outlive memberships. */
    private final class RecheckingListener<ReqT> extends SimpleForwardingServerCallListener<ReqT> {
        private final ServerCall<ReqT, ?> call;
        private final X509Certificate certificate;
        private boolean closed;

        RecheckingListener(
                ServerCall<ReqT, ?> call,
                X509Certificate certificate,
                ServerCall.Listener<ReqT> delegate) {
            super(delegate);
            this.call = call;
            this.certificate = certificate;
        }

        @Override
        public void onMessage(ReqT message) {
            if (!closed) {
                Optional<Refusal> refused = tls.refusal(certificate);
                if (refused.isEmpty()) {
                    super.onMessage(message);
                } else {
                    closed = true;
                    MemberInterceptor.close(call, refused.get(), certificate);
                    super.onCancel();
                }
            }
        }

        @Override
        public void onHalfClose() {
            if (!closed) {
                super.onHalfClose();
            }
        }
    }

    private static void close(
            ServerCall<?, ?> call, Refusal refusal, X509Certificate certificate) {
        Metadata trailers = new Metadata();
        if (refusal.removed()) {
            MemberIdentity.of(certificate)
                    .ifPresent(identity -> trailers.put(REMOVED, identity.memberId()));
        }
        call.close(Status.PERMISSION_DENIED.withDescription(refusal.reason()), trailers);
    }
}
