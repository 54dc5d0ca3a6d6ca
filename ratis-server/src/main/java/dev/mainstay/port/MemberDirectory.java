// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

/**
 * Who is a member, as the state says. A certificate of the cluster's authority says only who its
 * holder once was; whether it may still speak is decided here, on every call.
 */
@FunctionalInterface
public interface MemberDirectory {
    /** What the state knows of a member. */
    enum Standing {
        /** Named in the state with exactly this key. */
        MEMBER,
        /** The state holds that the member was removed. It is never let in again. */
        REMOVED,
        /** The state names the member with another key. */
        OTHER_KEY,
        /** The state does not know it and is known to be complete. */
        UNKNOWN,
        /**
         * The state does not know it, but this machine has not caught up since it started or hears
         * of no leader now, so an entry that admits the member may be missing here. The Raft port
         * lets such a peer in: otherwise a cluster that restarts as a whole could not elect the
         * leader that would tell it. Every other port refuses it.
         */
        NOT_YET_KNOWN
    }

    /**
     * The standing of a certificate's holder.
     *
     * @param memberId the member id that the certificate names
     * @param keyFingerprint SHA-256 of the certificate's public key, in lower-case hex
     */
    Standing standing(String memberId, String keyFingerprint);

    /** Whether the state names the member with exactly this key. */
    default boolean isMember(String memberId, String keyFingerprint) {
        return standing(memberId, keyFingerprint) == Standing.MEMBER;
    }
}
