// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

/**
 * One row of the {@code StateMachineMethod} table (0x36). Source: the portable PDB document of the .NET runtime.
 *
 * @param moveNext row of the method with the transitions of the state machine
 * @param kickoff row of the method that the source declares
 */
public record StateMachineMethod(int moveNext, int kickoff) {}
