// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.ratis.RaftPortInterceptor.GuardedPeer;
import dev.mainstay.security.CertificateAuthority;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Attributes;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

class RaftPortInterceptorTest {
    private final List<String> order = new ArrayList<>();
    private final List<Object> sent = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();
    private boolean closing;

    /** Makes term and vote durable, or fails. */
    private interface VoteBarrier {
        void run() throws IOException;
    }

    private RaftPortInterceptor interceptor(VoteBarrier barrier) {
        return new RaftPortInterceptor(certificate -> refusal, new GuardedPeer() {
            @Override
            public void syncVote() throws IOException {
                barrier.run();
            }

            @Override
            public boolean isClosing() {
                return closing;
            }
        });
    }

    private ServerCall.Listener<RequestVoteRequestProto> vote(
            RaftPortInterceptor interceptor, Attributes attributes) {
        return vote(interceptor, attributes, RequestVoteReplyProto.getDefaultInstance());
    }

    private ServerCall.Listener<RequestVoteRequestProto> vote(
            RaftPortInterceptor interceptor, Attributes attributes, RequestVoteReplyProto reply) {
        var call = new RecordedCall<>(RaftServerProtocolServiceGrpc.getRequestVoteMethod(),
                attributes);
        return interceptor.interceptCall(
                call,
                new Metadata(),
                (answering, headers) -> {
                    answering.sendMessage(reply);
                    return new ServerCall.Listener<>() {
                        @Override
                        public void onMessage(RequestVoteRequestProto message) {
                            order.add("served");
                        }
                    };
                });
    }

    @Test
    void voteLeavesOnlyOnceItIsDurable() {
        vote(interceptor(() -> order.add("synced")), encrypted());
        assertEquals(List.of("synced", "sent"), order);
    }

    @Test
    void voteThatCannotBeMadeDurableIsNotGiven() {
        RaftPortInterceptor interceptor =
                interceptor(
                        () -> {
                            throw new IOException("disk");
                        });
        assertThrows(StatusRuntimeException.class, () -> vote(interceptor, encrypted()));
        assertEquals(List.of(), order);
    }

    @Test
    void callWithoutCertificateIsClosed() {
        vote(interceptor(() -> {}), Attributes.EMPTY);
        assertEquals(List.of("closed PERMISSION_DENIED"), order);
    }

    @Test
    void callOfANonMemberIsClosed() {
        refusal = Optional.of("removed");
        vote(interceptor(() -> {}), encrypted());
        assertEquals(List.of("closed PERMISSION_DENIED"), order);
    }

    @Test
    void streamEndsWithTheMembership() {
        var listener = vote(interceptor(() -> {}), encrypted());
        listener.onMessage(RequestVoteRequestProto.getDefaultInstance());
        refusal = Optional.of("removed");
        listener.onMessage(RequestVoteRequestProto.getDefaultInstance());
        listener.onMessage(RequestVoteRequestProto.getDefaultInstance());
        listener.onHalfClose();
        assertEquals(List.of("sent", "served", "closed PERMISSION_DENIED"), order);
    }

    @Test
    void peerThatIsBeingStoppedHearsNothingMore() {
        var listener = vote(interceptor(() -> {}), encrypted());
        closing = true;
        listener.onMessage(RequestVoteRequestProto.getDefaultInstance());
        listener.onMessage(RequestVoteRequestProto.getDefaultInstance());
        listener.onHalfClose();
        assertEquals(List.of("sent", "closed UNAVAILABLE"), order);
    }

    @Test
    void noCandidateIsToldToShutDown() {
        RequestVoteReplyProto reply =
                RequestVoteReplyProto.newBuilder().setTerm(7).setShouldShutdown(true).build();
        vote(interceptor(() -> {}), encrypted(), reply);
        assertEquals(List.of(RequestVoteReplyProto.newBuilder().setTerm(7).build()), sent);
    }

    @Test
    void administrationOverTheRaftPortIsRefused() {
        var call = new RecordedCall<>(AdminProtocolServiceGrpc.getGroupListMethod(), encrypted());
        interceptor(() -> {})
                .interceptCall(
                        call,
                        new Metadata(),
                        (answering, headers) -> {
                            throw new AssertionError("served");
                        });
        assertTrue(order.contains("closed PERMISSION_DENIED"));
    }

    private static Attributes encrypted() {
        X509Certificate certificate =
                CertificateAuthority.create("test", Instant.EPOCH).certificate();
        SSLSession session =
                (SSLSession) Proxy.newProxyInstance(
                        RaftPortInterceptorTest.class.getClassLoader(),
                        new Class<?>[] {SSLSession.class},
                        (proxy, method, arguments) -> new Certificate[] {certificate});
        return Attributes.newBuilder().set(Grpc.TRANSPORT_ATTR_SSL_SESSION, session).build();
    }

    private final class RecordedCall<ReqT, RespT> extends ServerCall<ReqT, RespT> {
        private final MethodDescriptor<ReqT, RespT> method;
        private final Attributes attributes;

        RecordedCall(MethodDescriptor<ReqT, RespT> method, Attributes attributes) {
            this.method = method;
            this.attributes = attributes;
        }

        @Override
        public void request(int count) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(RespT message) {
            order.add("sent");
            sent.add(message);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            order.add("closed " + status.getCode());
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public MethodDescriptor<ReqT, RespT> getMethodDescriptor() {
            return method;
        }
    }
}
