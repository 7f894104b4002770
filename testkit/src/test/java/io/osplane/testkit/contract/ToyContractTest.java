package io.osplane.testkit.contract;

/** The toy keeps the contract. */
class ToyContractTest extends ToyContract {}
