// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.ClusterRequests;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.security.NodeKeys;
import dev.mainstay.state.Member;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.UUID;

/** The first member of a cluster that nobody else is in yet: new ids, authority and keys. */
record FirstMember(
        NodeIdentity identity, CertificateAuthority authority, NodeCredentials credentials) {

    static FirstMember create(
            NodeConfiguration configuration, String clusterName, NodeClock clock) {
        String clusterId = UUID.randomUUID().toString();
        String memberId = UUID.randomUUID().toString();
        CertificateAuthority authority = CertificateAuthority.create(clusterId, clock.wall());
        KeyPair keys = NodeKeys.generate();
        X509Certificate certificate = AuthorityEnrolment.certificate(authority, keys.getPublic(),
                clusterId, memberId, configuration.node(), configuration.apiAddress(),
                clock.wall());
        NodeIdentity identity = new NodeIdentity(clusterId, clusterName, memberId,
                UUID.randomUUID(),
                ClusterRequests.peerId(new NodeId(configuration.node()), memberId),
                NodeIdentity.Origin.FOUNDED);
        return new FirstMember(identity, authority,
                new NodeCredentials(keys.getPrivate(), certificate, authority.certificate()));
    }

    Member member(NodeConfiguration configuration) {
        return new Member(new NodeId(configuration.node()), identity.memberId(),
                credentials.keyFingerprint(), identity.raftPeerId(), configuration.raftAddress(),
                configuration.apiAddress(), true);
    }

    void saveKeys(NodeConfiguration configuration) throws IOException {
        CredentialFolder files = new CredentialFolder(configuration.folder().keys());
        files.save(authority);
        files.save(credentials);
        PrivateFile.write(
                configuration.folder().settings(), SettingsWriter.text(configuration));
    }

    /** Last: a folder with an identity is complete. */
    void saveIdentity(NodeConfiguration configuration) throws IOException {
        PrivateFile.write(configuration.folder().identity(), identity.text());
    }
}
