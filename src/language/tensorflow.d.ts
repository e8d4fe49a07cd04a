declare module '@tensorflow/tfjs-converter' {
  export interface GraphModel {
    dispose(): void;
  }
  export function loadGraphModel(url: string): Promise<GraphModel>;
}
