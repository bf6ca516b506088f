/** The two databases Tropa runs on. Differences between them stay in `src/db/` and `migrations/`. */
export type Engine = 'sqlite' | 'postgres'
