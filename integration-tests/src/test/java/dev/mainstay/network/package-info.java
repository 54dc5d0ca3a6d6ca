// SPDX-License-Identifier: Apache-2.0
/**
 * Machines of a network of their own, as root: each one a network, process and mount namespace that
 * can lose its power, its cable or one direction of it, while a client in another namespace polls
 * the service's address, and a claim that the kernel guards tells whether two machines ever ran the
 * service at once. {@link dev.mainstay.network.Lab} makes and removes them; the faults are in
 * {@link dev.mainstay.network.Fault}, their judgement in {@link dev.mainstay.network.Trial}. Start
 * reading at {@link dev.mainstay.network.NetworkFaultsTest}.
 */
@NullMarked
package dev.mainstay.network;

import org.jspecify.annotations.NullMarked;
