// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Author;
import io.grpc.Context;
import java.util.Optional;

/** Who made the call that is being answered, as the transport has proven it. */
public sealed interface Caller {

    /** Set by the interceptors of every listener. */
    Context.Key<Caller> KEY = Context.key("mainstay-caller");

    /** What the change's author is called. */
    String identity();

    /** Where the call came from. */
    String address();

    /** A member, by its certificate. */
    record MemberCaller(NodeId node, String memberId, String address) implements Caller {
        @Override
        public String identity() {
            return "member " + node.value();
        }
    }

    /** A local user, by the kernel's word on the socket. */
    record LocalCaller(String user) implements Caller {
        @Override
        public String identity() {
            return user;
        }

        @Override
        public String address() {
            return "local socket";
        }
    }

    /** Somebody without a certificate: allowed to do nothing but join. */
    record Stranger(String address) implements Caller {
        @Override
        public String identity() {
            return "joining machine";
        }
    }

    /** The caller of the call whose context is current. */
    static Caller current() {
        return Optional.ofNullable(KEY.get()).orElseGet(() -> new Stranger("unknown"));
    }

    /** This caller as the author of a change that came in on {@code node}. */
    default Author author(NodeId node) {
        return new Author(identity(), node.value() + " (" + address() + ")");
    }
}
