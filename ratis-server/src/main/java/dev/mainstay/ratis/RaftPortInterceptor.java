// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the Raft port: only peers' own calls, only from members, and no vote leaves before it is
 * durable.
 *
 * <p>Ratis serves its client and admin calls on the same port. Nobody needs them here, and they
 * would let a member write to the log past authorisation and validation, so they are refused.
 *
 * <p>Who was removed is known from the state alone, and refused here. Ratis would conclude it from
 * configurations as well, and shut a peer down whose seat another leader has dropped; so no
 * candidate is told to shut down.
 */
final class RaftPortInterceptor implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(RaftPortInterceptor.class);

    private final Function<X509Certificate, Optional<String>> refusal;
    private final GuardedPeer peer;

    /** The peer behind the port. */
    interface GuardedPeer {
        /** Makes term and vote durable, or fails. */
        void syncVote() throws IOException;

        /** Whether it is being stopped in order. */
        boolean isClosing();
    }

    RaftPortInterceptor(
            Function<X509Certificate, Optional<String>> refusal, GuardedPeer peer) {
        this.refusal = refusal;
        this.peer = peer;
    }

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        Optional<String> refused = refusal(call);
        if (refused.isPresent()) {
            LOG.warn("Raft call refused: {}", refused.get());
            call.close(Status.PERMISSION_DENIED.withDescription(refused.get()), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return new MemberListener<>(call, next.startCall(durableVotes(call), headers));
    }

    private Optional<String> refusal(ServerCall<?, ?> call) {
        String service = call.getMethodDescriptor().getServiceName();
        if (!RaftServerProtocolServiceGrpc.SERVICE_NAME.equals(service)) {
            return Optional.of("service " + service + " is not offered");
        }
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return Optional.of("the connection is not encrypted");
        }
        try {
            Certificate leaf = session.getPeerCertificates()[0];
            return leaf instanceof X509Certificate certificate
                    ? refusal.apply(certificate)
                    : Optional.of("the certificate is not an X.509 one");
        } catch (SSLPeerUnverifiedException e) {
            return Optional.of("the peer showed no certificate");
        }
    }

    private <ReqT, RespT> ServerCall<ReqT, RespT> durableVotes(ServerCall<ReqT, RespT> call) {
        String vote = RaftServerProtocolServiceGrpc.getRequestVoteMethod().getFullMethodName();
        if (!vote.equals(call.getMethodDescriptor().getFullMethodName())) {
            return call;
        }
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(RespT answer) {
                try {
                    peer.syncVote();
                } catch (IOException e) {
                    throw Status.INTERNAL
                            .withDescription("the vote could not be made durable")
                            .withCause(e)
                            .asRuntimeException();
                }
                super.sendMessage(withoutShutdown(answer));
            }
        };
    }

    @SuppressWarnings("unchecked") // A message of the same class.
    private static <RespT> RespT withoutShutdown(RespT answer) {
        return answer instanceof RequestVoteReplyProto vote && vote.getShouldShutdown()
                ? (RespT) vote.toBuilder().setShouldShutdown(false).build()
                : answer;
    }

    /** Asks for the membership again on each message: append streams live for days. */
    private final class MemberListener<
            ReqT> extends ForwardingServerCallListener.SimpleForwardingServerCallListener<ReqT> {
        private final ServerCall<ReqT, ?> call;
        private boolean closed;

        MemberListener(ServerCall<ReqT, ?> call, ServerCall.Listener<ReqT> delegate) {
            super(delegate);
            this.call = call;
        }

        @Override
        public void onMessage(ReqT message) {
            if (peer.isClosing()) {
                // Ratis would write an error with a stack trace for each of them.
                end(Status.UNAVAILABLE.withDescription("this peer is being stopped"));
            } else if (!closed) {
                Optional<String> refused = refusal(call);
                if (refused.isEmpty()) {
                    super.onMessage(message);
                } else {
                    close(refused.get());
                }
            }
        }

        @Override
        public void onHalfClose() {
            if (!closed) {
                super.onHalfClose();
            }
        }

        private void close(String reason) {
            LOG.warn("Raft stream ended: {}", reason);
            end(Status.PERMISSION_DENIED.withDescription(reason));
        }

        private void end(Status status) {
            if (!closed) {
                closed = true;
                call.close(status, new Metadata());
                super.onCancel();
            }
        }
    }
}
