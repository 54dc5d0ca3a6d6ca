// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.NodeClock;
import dev.mainstay.security.JoinToken;
import dev.mainstay.security.TlsContexts;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;

/** Shows a join token to the nodes that it names, one after the other. */
final class TokenCalls {

    private static final long CALL_LIMIT_SECONDS = 30;

    private final NodeClock clock;

    TokenCalls(NodeClock clock) {
        this.clock = clock;
    }

    /** The call that shows it. */
    @FunctionalInterface
    interface Call<T> {
        T answer(Channel channel, long limitSeconds);
    }

    /** @throws StartupFailure when it is damaged or has expired */
    static JoinToken parse(String text, Instant now) {
        try {
            JoinToken token = JoinToken.parse(text);
            if (token.expired(now)) {
                throw new StartupFailure(ExitCode.REFUSED, "the join token expired at "
                        + token.expiry() + ": make a new one with 'cluster token'");
            }
            return token;
        } catch (JoinToken.InvalidTokenException invalid) {
            throw new StartupFailure(
                    ExitCode.BAD_DATA, String.valueOf(invalid.getMessage()), invalid);
        }
    }

    /** Only an unreachable node lets the next one be tried. */
    <T> T ask(JoinToken token, Call<T> call) {
        StartupFailure last = new StartupFailure(ExitCode.UNAVAILABLE, "nobody was asked");
        for (String address : token.addresses()) {
            ManagedChannel channel = Grpc.newChannelBuilder(
                    address, TlsContexts.joining(token, clock::wall)).build();
            try {
                return call.answer(channel, CALL_LIMIT_SECONDS);
            } catch (StatusRuntimeException refused) {
                last = JoinFailures.explain(address, refused);
                if (refused.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                    throw last;
                }
            } finally {
                channel.shutdownNow();
            }
        }
        throw last;
    }
}
