// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.conformance;

import dev.mainstay.codec.ConfigurationDocument;
import dev.mainstay.codec.Decoded;
import dev.mainstay.model.Configuration;

/** A configuration as people write it here: most elements have no id. */
final class MadeConfiguration {

    private static final String DOCUMENT = """
            clusterProperties:
            - id: cib-bootstrap-options
              attributes:
              - {name: stonith-enabled, value: "false"}
              - {name: no-quorum-policy, value: freeze}
            nodes:
            - {name: n1, identity: n1, attributes: [{attributes: [{name: rack, value: "1"}]}]}
            - {name: n2, identity: n2, utilization: [{attributes: [{name: cpu, value: "4"}]}]}
            templates:
            - id: web
              agent: {standard: ocf, provider: heartbeat, type: Dummy}
            resources:
            - primitive:
                id: vm
                template: web
                options:
                  instanceAttributes:
                  - attributes: [{name: fake, value: a}]
                    rule: {conditions: [{attribute: {attribute: "#kind", comparison: EQUAL,
                        value: cluster}}]}
                  metaAttributes: [{attributes: [{name: priority, value: "5"}]}]
                  utilization: [{attributes: [{name: cpu, value: "1"}]}]
                operations:
                  operations:
                  - name: monitor
                    interval: 10s
                    options: {timeout: 20s}
                  - name: monitor
                    interval: 60s
                    instanceAttributes: [{attributes: [{name: OCF_CHECK_LEVEL, value: "10"}]}]
            - clone:
                id: pings
                options: {metaAttributes: [{attributes: [{name: interleave, value: "true"}]}]}
                child:
                  group:
                    id: net
                    members:
                    - {id: ping, agent: {standard: ocf, provider: pacemaker, type: ping}}
            - bundle:
                id: httpd
                container: {technology: podman, options: {image: "httpd:1", replicas: "2"}}
                network:
                  options: {ip-range-start: 10.0.0.10, control-port: "3121"}
                  ports: [{id: httpd-port, options: {port: "80"}}]
                storage:
                  mappings: [{id: httpd-data, options: {source-dir: /srv, target-dir: /data}}]
            - primitive: {id: f1, agent: {standard: stonith, type: fence_ipmilan}}
            constraints:
            - location:
                id: evenings
                resource: vm
                rules:
                - score: "100"
                  combination: ANY
                  conditions:
                  - attribute: {attribute: rack, comparison: DEFINED}
                  - date: {comparison: MATCHES_SPECIFICATION,
                        specification: {fields: {hours: "18-23"}}}
                  - date: {comparison: IN_RANGE, start: "2030-01-01",
                        duration: {fields: {months: "6"}}}
            - location: {id: everywhere, pattern: "p.*", node: n1, score: "1", discovery: always}
            - order:
                id: chain
                kind: Optional
                sets:
                - {members: [pings], sequential: false, action: start}
                - {members: [vm, httpd]}
            - colocation: {id: near, score: "-5", sets: [{members: [vm, httpd]}]}
            - ticket: {id: site, ticket: T, resource: vm, lossPolicy: stop}
            tags:
            - {id: all, references: [vm, pings]}
            resourceDefaults:
            - attributes: [{name: resource-stickiness, value: "1"}]
              rule: {conditions: [{resource: {standard: ocf, type: Dummy}}]}
            operationDefaults:
            - attributes: [{name: timeout, value: 30s}]
              rule: {conditions: [{operation: {name: monitor, interval: 10s}}]}
            fencingLevels:
            - {id: fl1, index: 1, node: n1, devices: [f1]}
            - {id: fl2, index: 1, attribute: {attribute: rack, value: "1"}, devices: [f1]}
            alerts:
            - id: tell
              path: /usr/bin/tell
              selection: {kinds: [NODES, ATTRIBUTES], attributeNames: [rack, "#health"]}
              recipients: [{id: someone, value: x}]
            """;

    private MadeConfiguration() {}

    static Configuration create() {
        return switch (ConfigurationDocument.YAML.read(DOCUMENT)) {
            case Decoded.Valid<Configuration>(var configuration) -> configuration;
            case Decoded.Malformed<Configuration> malformed ->
                    throw new AssertionError(malformed.text());
        };
    }
}
