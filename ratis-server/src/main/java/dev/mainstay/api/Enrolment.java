// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.MalformedRequest;
import dev.mainstay.state.Content;
import dev.mainstay.state.Member;
import dev.mainstay.state.RemoteMachine;
import java.time.Instant;
import java.util.List;

/** What the API needs of the cluster's certificate authority and its join tokens. */
public interface Enrolment {

    /**
     * SHA-256 of the public key in a PKCS#10 request, in lower-case hex.
     *
     * @throws MalformedRequest when it is no such request or is not signed with its own key
     */
    String keyFingerprint(byte[] certificateRequest);

    /** What the state keeps of a token's secret. */
    String secretHash(String tokenId, String secret);

    /** Makes a token; only its hash is to be remembered. */
    NewToken createToken(List<String> apiAddresses, Instant expires);

    /** Signs the key in a request for this member. */
    Credentials issue(byte[] certificateRequest, Member member);

    /** Signs the key in a request for this remote machine; it never gets the authority's key. */
    Certificates issue(byte[] certificateRequest, RemoteMachine machine);

    /** What a backup needs so that its cluster can be told of its end. */
    EndOfCluster endOfCluster();

    /**
     * What ends daemons of the cluster, once it was restored elsewhere.
     *
     * @param authorityCertificate in DER
     * @param signature of that authority
     */
    record EndOfCluster(Content authorityCertificate, Content signature) {}

    /** @param text what the operator carries to the new machine; it holds the secret */
    record NewToken(String tokenId, String secretHash, String text) {}

    /** Certificates in DER. */
    @SuppressWarnings("ArrayRecordComponent") // Opaque bytes, never compared.
    record Certificates(byte[] certificate, byte[] authorityCertificate) {}

    /** Certificates and the authority's key, in DER. */
    @SuppressWarnings("ArrayRecordComponent") // Opaque bytes, never compared.
    record Credentials(byte[] certificate, byte[] authorityCertificate, byte[] authorityKey) {}
}
