import type { Task } from '../../sim/index.ts';
import type { Change } from '../control-plane/apiserver/index.ts';
import type { Life } from '../life.ts';
import { Clients } from './clients.ts';
import { Conversations } from './conversations.ts';
import { HealthChecks } from './health-checks.ts';
import { Programs } from './programs.ts';
import { Relays } from './relays.ts';
import { Servers } from './servers.ts';
import { Transmission } from './transmission.ts';

/** Clients and what they send: requests start, packets travel and arrive, programs and servers answer, patience ends. */
export class Traffic {
  private readonly transmission: Transmission;
  private readonly programs: Programs;
  private readonly servers: Servers;
  private readonly relays: Relays;
  private readonly checks: HealthChecks;
  private readonly clients: Clients;

  constructor(life: Life) {
    const conversations = new Conversations(life);
    this.transmission = new Transmission(life, conversations, (flight) => {
      if (!this.programs.take(flight) && !this.relays.take(flight)) this.servers.take(flight);
    });
    this.programs = new Programs(life, conversations, this.transmission, (record) => {
      this.clients.note(record);
      this.checks.note(record);
    });
    this.relays = new Relays(life, this.transmission);
    this.checks = new HealthChecks(life, conversations, this.programs);
    this.servers = new Servers(life, this.transmission);
    this.clients = new Clients(life, conversations, this.programs);
  }

  hear(change: Change): void {
    this.clients.hear(change);
    this.servers.hear(change);
    this.checks.hear(change);
  }

  /** Plays a task of traffic; false when it is none. */
  run(task: Task): boolean {
    return this.clients.run(task) || this.transmission.run(task) || this.programs.run(task) || this.checks.run(task);
  }
}
